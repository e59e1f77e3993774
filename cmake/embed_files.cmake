# cmake -DROOT= -DNAME= -DOUTPUT= -DFILES= -P: writes std::span<const EmbeddedFile> embedded_NAME().
set(table "")
foreach(file IN LISTS FILES)
    file(READ ${file} text)
    file(RELATIVE_PATH path ${ROOT} ${file})
    string(LENGTH "${text}" length)
    string(APPEND table "    EmbeddedFile{\"${path}\", R\"embedded(${text})embedded\"},\n")
endforeach()
file(WRITE ${OUTPUT} "#include \"core/base/embedded.h\"

#include <vector>

namespace reweigh {
namespace {
const std::vector<EmbeddedFile> files{
${table}};
}  // namespace
std::span<const EmbeddedFile> embedded_${NAME}() { return files; }
}  // namespace reweigh
")
