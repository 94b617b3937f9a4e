/** /api/users: admins look after people. /api/me: who the caller is here. */
package io.voxlynx.web.user;
