#pragma once

// OpenGL 3.3 core as the system's library exports it: nothing is loaded by hand.
#define GL_GLEXT_PROTOTYPES
#include <GL/gl.h>
#include <GL/glext.h>
