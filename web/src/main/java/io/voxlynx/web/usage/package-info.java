/** Usage is reported here, and its costs are read. */
package io.voxlynx.web.usage;
