/**
 * Whether this node lives, has started and can serve. What each of these needs is asked apart, so that whoever reads the
 * answer knows which part to look at: database, broker, migrations or clock. No question hangs and none is asked twice at
 * once, since anybody may ask as often as he likes.
 */
package io.voxlynx.health;
