"""Cases in which the guard is known to be wrong: they must fail, and leave this list when it is mended."""

KNOWN = {
    "test_a_word_in_her_name_is_taken_back_by_who_wrote_it": "who wrote a word in her name cannot take it back",
    "test_a_change_of_people_that_re_reads_the_past_is_an_error[her-last-address-by-herself]": "it is a warning",
    "test_a_change_of_people_that_re_reads_the_past_is_an_error[his-own-last-address]": "it is a warning",
    "test_giving_a_register_back_makes_the_change_a_warning": "giving back answers nothing",
    "test_giving_a_register_back_where_stewards_are_named_is_a_warning": "giving back answers nothing",
    "test_its_performer_agrees_to_the_new_terms": "his `service agree` answers nothing",
    "test_what_a_miss_counts_for_is_told_when_it_changes[tag]": "audit says no PC410",
    "test_what_a_miss_counts_for_is_told_when_it_changes[weight]": "audit says no PC410",
    "test_a_commit_that_gives_back_a_removed_promise_makes_it_a_warning": "what is given back is asked as new",
    "test_an_unsigned_confirmation_does_not_meet_the_level": "an unsigned note answers for a signed act",
    "test_the_other_party_as_the_only_steward_speaks_for_who_has_left_with_a_warning": "PC406 is asked too",
    "test_a_later_commit_of_a_steward_answers_for_the_words_of_who_has_left": "PC204 is asked too",
}
