/** Systems beside VoxLynx, with clients of other makers: what they hear at its message broker and what they order. */
package io.voxlynx.systemtests.jms;
