"""Cases in which the guard is known to be wrong: they must fail, and leave this list when it is mended."""

KNOWN = {
    "test_what_a_miss_counts_for_is_told_when_it_changes[tag]": "audit says no PC410",
    "test_what_a_miss_counts_for_is_told_when_it_changes[weight]": "audit says no PC410",
    "test_an_unsigned_confirmation_does_not_meet_the_level": "an unsigned note answers for a signed act",
    "test_the_other_party_as_the_only_steward_speaks_for_who_has_left_with_a_warning": "PC406 is asked too",
    "test_a_later_commit_of_a_steward_answers_for_the_words_of_who_has_left": "PC204 is asked too",
    "test_a_file_that_is_no_checkpoint_is_refused_with_a_sentence[brackets]": "RecursionError",
    "test_a_steward_whom_the_change_itself_names_does_not_stand_by_it": "audit asks the parent that he made himself",
    "test_a_steward_makes_the_change_again_after_it_was_given_back": "giving back answers nothing",
    "test_a_restoration_that_is_undone_again_is_an_error": "an edit is taken for a restoration of an edit",
    "test_an_edit_that_comes_again_after_restorations_is_an_edit[1]": "an edit is taken for a restoration",
    "test_an_edit_that_comes_again_after_restorations_is_an_edit[2]": "an edit is taken for a restoration",
    "test_an_edit_that_comes_again_after_restorations_is_an_edit[3]": "an edit is taken for a restoration",
    "test_an_edit_that_comes_again_by_merging_the_branch_it_was_made_on_is_an_edit": "the same, by a merge",
    "test_the_restored_words_are_not_set_aside_in_the_restoring_commit": "main's acts are set aside",
    "test_an_edit_on_main_is_given_back_in_the_next_pull_request": "only the stretch is looked at",
}
