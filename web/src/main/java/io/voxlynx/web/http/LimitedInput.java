package io.voxlynx.web.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;

/**
 * A request body that ends with 413 when it gets too long and with 408 when it gets too slow. The exception is unchecked
 * so that parsers on the way hand it on instead of reporting a broken document.
 */
class LimitedInput extends ServletInputStream {

    private final ServletInputStream body;
    private final long announced;
    private final long limit;
    private final Pace pace;
    private final Runnable atEnd;
    private long received;
    private boolean ended;

    /**
     * @param announced its length, negative if it is not known
     * @param atEnd runs when the last byte was read
     */
    LimitedInput(ServletInputStream body, long announced, long limit, Pace pace, Runnable atEnd) {
        this.body = body;
        this.announced = announced;
        this.limit = limit;
        this.pace = pace;
        this.atEnd = atEnd;
    }

    @Override
    public int read() throws IOException {
        long begun = System.nanoTime();
        int next = body.read();
        count(next < 0 ? next : 1, begun);
        return next;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        long begun = System.nanoTime();
        int read = body.read(into, offset, length);
        count(read, begun);
        return read;
    }

    private void count(int read, long begun) {
        boolean inTime = pace.after(System.nanoTime() - begun, Math.max(read, 0));
        received += Math.max(read, 0);
        if (received > limit) {
            throw new ClientErrorException(Status.REQUEST_ENTITY_TOO_LARGE);
        }
        if (!ended && (read < 0 || received == announced)) {
            ended = true;
            atEnd.run();
        }
        if (!ended && !inTime) {
            throw new ClientErrorException(Status.REQUEST_TIMEOUT);
        }
    }

    @Override
    public int available() throws IOException {
        return body.available();
    }

    @Override
    public boolean isFinished() {
        return body.isFinished();
    }

    @Override
    public boolean isReady() {
        return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
        body.setReadListener(listener);
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
