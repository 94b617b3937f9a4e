/** Usage that is reported, and what it costs. */
package io.voxlynx.systemtests.usage;
