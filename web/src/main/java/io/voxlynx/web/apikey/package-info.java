/** /api/api-keys: people make, list and revoke the keys of their machines. */
package io.voxlynx.web.apikey;
