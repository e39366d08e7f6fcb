"""The completion scripts of three shells. Each asks `promisectl __complete` and hands what comes back to its shell.

Nothing that comes back is evaluated. A line `:files` or `:folders` stands for names of files, which shells know best.
"""

from __future__ import annotations

BASH = r"""# promisectl completion for bash. For every new shell, in ~/.bashrc:
#     eval "$(promisectl completion bash)"

_promisectl() {
    local IFS=$'\n' word line
    COMPREPLY=()
    while IFS= read -r line; do
        COMPREPLY+=("$line")
    done < <(command "${COMP_WORDS[0]}" __complete bash "${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" \
        "${COMP_TYPE:-9}" "${COLUMNS:-80}" 2>/dev/null)
    word=${COMPREPLY[0]-}
    case $word in
        :files | :folders)
            COMPREPLY=()
            compopt -o filenames 2>/dev/null
            local cur=${COMP_WORDS[COMP_CWORD]} action=-f
            [[ $cur == "=" ]] && cur=
            [[ $word == :folders ]] && action=-d
            while IFS= read -r line; do
                COMPREPLY+=("$line")
            done < <(compgen "$action" -- "$cur")
            ;;
        *:)
            [[ ${#COMPREPLY[@]} -eq 1 ]] && compopt -o nospace 2>/dev/null
            ;;
    esac
    return 0
}

complete -F _promisectl promisectl
"""

ZSH = r"""#compdef promisectl
# promisectl completion for zsh. For every new shell, in ~/.zshrc, after compinit:
#     source <(promisectl completion zsh)

_promisectl() {
    local -a said values shown open_values open_shown
    local line value told
    said=("${(@f)$(command "${words[1]}" __complete zsh -- "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
    for line in "${said[@]}"; do
        value=${line%%$'\t'*}
        told=
        [[ $line == *$'\t'* ]] && told=${line#*$'\t'}
        case $value in
            '') continue ;;
            :files) _files; return ;;
            :folders) _files -/; return ;;
        esac
        [[ -n $told ]] && told="$value  -- $told" || told=$value
        if [[ $value == *: ]]; then
            open_values+=("$value")
            open_shown+=("$told")
        else
            values+=("$value")
            shown+=("$told")
        fi
    done
    local -a how
    (( ${#values} > 1 )) && [[ ${shown[1]} == *'  -- '* ]] && how=(-l)
    (( ${#values} )) && compadd $how -d shown -a -- values
    (( ${#open_values} )) && compadd -S '' -d open_shown -a -- open_values
    return 0
}

if [[ ${funcstack[1]-} == _promisectl ]]; then
    _promisectl "$@"
else
    compdef _promisectl promisectl
fi
"""

FISH = r"""# promisectl completion for fish. For every new shell:
#     promisectl completion fish > ~/.config/fish/completions/promisectl.fish

function __promisectl_complete
    set -l before (commandline -opc)
    set -l current (string replace -r '^["\']' '' -- (commandline -ct))
    set -l said (command $before[1] __complete fish -- $before[2..-1] "$current" 2>/dev/null)
    switch "$said[1]"
        case ':files'
            __fish_complete_path "$current"
        case ':folders'
            __fish_complete_directories "$current" ''
        case '*'
            for line in $said
                echo -- $line
            end
    end
end

complete -c promisectl -e
complete -c promisectl -f -a '(__promisectl_complete)'
"""

SCRIPTS = {"bash": BASH, "zsh": ZSH, "fish": FISH}
