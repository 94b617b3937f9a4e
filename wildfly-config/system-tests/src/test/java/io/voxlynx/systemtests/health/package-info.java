/** Whether the product says how it feels. */
package io.voxlynx.systemtests.health;
