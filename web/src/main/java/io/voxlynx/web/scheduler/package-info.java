/** The scheduler's door for cron jobs and admins. */
package io.voxlynx.web.scheduler;
