#include "app/arguments_completions.h"

namespace reweigh {
namespace {

std::string spaced(const std::vector<std::string>& words) {
    std::string line;
    for (const std::string& word : words) line += (line.empty() ? "" : " ") + word;
    return line;
}

std::string bash_script(const std::vector<CompletionWords>& commands) {
    std::string script = "_reweigh() {\n    local words\n    case \"${COMP_WORDS[1]}\" in\n";
    for (const CompletionWords& each : commands)
        if (!each.command.empty())
            script += "        " + each.command + ") words=\"" + spaced(each.words) + "\" ;;\n";
    return script + "        *) words=\"" + spaced(commands.front().words) +
           "\" ;;\n    esac\n    COMPREPLY=($(compgen -W \"$words\" -- \"${COMP_WORDS[COMP_CWORD]}\"))\n}\n"
           "complete -o default -F _reweigh reweigh\n";
}

std::string fish_script(const std::vector<CompletionWords>& commands) {
    std::string script;
    for (const CompletionWords& each : commands)
        script +=
            "complete -c reweigh -n \"" +
            (each.command.empty() ? "__fish_use_subcommand" : "__fish_seen_subcommand_from " + each.command) +
            "\" -a \"" + spaced(each.words) + "\"\n";
    return script;
}

}  // namespace

std::string completion_script(const std::string& shell, const std::vector<CompletionWords>& commands) {
    if (shell == "fish") return fish_script(commands);
    const std::string start = shell == "zsh" ? "autoload -U +X bashcompinit && bashcompinit\n" : "";
    return start + bash_script(commands);
}

}  // namespace reweigh
