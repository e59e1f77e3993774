#pragma once

#include <filesystem>

namespace reweigh {

// A shared library opened at run time. Never closed: what it registered may live on. Any thread.
class Plugin {
public:
    // Throws Error with the loader's message.
    explicit Plugin(const std::filesystem::path& library);

    // The address of an exported name. Throws Error when it is missing.
    template <class Function>
    Function* function(const char* name) const {
        return reinterpret_cast<Function*>(address(name));
    }

private:
    void* address(const char* name) const;
    std::filesystem::path library_;
    void* opened_ = nullptr;
};

// The folder of the running program: plug-ins lie beside it.
std::filesystem::path program_folder();

}  // namespace reweigh
