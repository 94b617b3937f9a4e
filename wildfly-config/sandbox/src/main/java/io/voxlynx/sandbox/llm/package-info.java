/**
 * A stand-in for the language model that sums up calls, in Gemini's dialect. It reads nothing and understands nothing: it
 * answers in the shape that was asked for, with something of the transcript in it, or badly if the transcript says so.
 */
package io.voxlynx.sandbox.llm;
