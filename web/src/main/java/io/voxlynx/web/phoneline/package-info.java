/** How busy a phone line is, for information. */
package io.voxlynx.web.phoneline;
