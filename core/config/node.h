#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace reweigh {

// Where a value was written. Line 0: in a source of one line, or, without one, on the command line.
struct Place {
    std::string source;  // "boundary/fig1", or a path
    int line = 0;
};

// "in boundary/fig1 (line 14)", "in the share line", "on the command line".
std::string to_text(const Place& place);

// Throws `sentence`: a CommandLineError for what was typed there, else an Error.
[[noreturn]] void refuse(const Place& place, const std::string& sentence);

// A value of an experiment file or of the command line that remembers where it was written. Numbers stay
// text until somebody knows their type.
struct Node {
    // Word: from the command line, where a value has no type yet.
    enum class Type { Null, Boolean, Number, Text, Word, List, Table };

    std::string key;  // its name in the table that it belongs to
    Type type = Type::Table;
    std::string text;         // of a Boolean ("true"), Number, Text or Word
    std::vector<Node> items;  // of a List or Table, in the order of the file
    Place place;

    // The member of that name, or null.
    const Node* find(std::string_view name) const;
};

// What people read of a value in a sentence: 3, "abc", a list.
std::string shown(const Node& node);

// `over` on top of `base`: tables merge key by key, all else replaces, null removes. A table that names
// another "kind" replaces the whole table: the keys of the former kind mean nothing to it.
Node merged(Node base, const Node& over);

// The items of a list, or of a word's comma-separated parts. Throws Error that names `path` for anything
// else.
std::vector<Node> list_items(const Node& node, const std::string& path);

// `path` and `key` as a user names them: "data.spread"; live parameters stand alone.
std::string key_path(const std::string& path, const std::string& key);

// Throws Error naming the first key of the table that is not known, with the nearest of the known ones and of
// `hints`, which are paths already.
void check_keys(const Node& table, const std::string& path, const std::vector<std::string>& known,
                const std::vector<std::string>& hints = {});

}  // namespace reweigh
