/**
 * Has conversations analysed by Gemini, or by whatever speaks its {@code generateContent}. Its words stop here: what
 * comes out is checked part by part, because the model read a text that a stranger spoke.
 */
package io.voxlynx.gemini;
