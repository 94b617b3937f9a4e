/** Who was refused goes into the audit log; /api/audit reads it. */
package io.voxlynx.web.audit;
