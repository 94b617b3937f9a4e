/** Who changed who may do what, and who was refused: written once, read by admins, never changed. */
package io.voxlynx.audit;
