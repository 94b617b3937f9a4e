package io.voxlynx.shared;

import jakarta.interceptor.AroundTimeout;
import jakarta.interceptor.InvocationContext;
import java.util.logging.Logger;

/**
 * For timers: while the database is away there is nothing to sweep, and the next slot comes by itself. A line says so;
 * the container would retry at once and write two stack traces each time, which in an hour fills a disk.
 */
public class PutOffWhileDatabaseAway {

    private static final Logger LOG = Logger.getLogger(PutOffWhileDatabaseAway.class.getName());

    @AroundTimeout
    Object putOff(InvocationContext timeout) throws Exception {
        try {
            return timeout.proceed();
        } catch (RuntimeException e) {
            if (!DatabaseAway.isBehind(e)) {
                throw e;
            }
            LOG.warning(LogLine.of(
                    "%s is put off: the database is away",
                    timeout.getMethod().getDeclaringClass().getSimpleName()));
            return null;
        }
    }
}
