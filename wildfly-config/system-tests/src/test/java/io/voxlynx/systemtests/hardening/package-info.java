/** What somebody would try who means harm, against the running server: nothing of it works, and nothing of it is dear. */
package io.voxlynx.systemtests.hardening;
