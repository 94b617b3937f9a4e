/** The life of a campaign as its owner directs it. */
package io.voxlynx.systemtests.campaign;
