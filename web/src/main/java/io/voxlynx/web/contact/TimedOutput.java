package io.voxlynx.web.contact;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Where a reader has only so long for the whole. The listener's patience is for one wait each, and begins anew with
 * every byte that he takes; so what is written goes to it in small pieces, and the time is looked at before each.
 */
final class TimedOutput extends OutputStream {

    /** A cell that is never closed: the server ends the answer as if it were whole, but no CSV reader will take it. */
    static final String BROKEN_OFF = "\r\n\"Broken off here, the file is not complete";

    private static final int PIECE = 1 << 13;

    private final OutputStream reader;
    private final long nanos;
    private final LongSupplier ticker;
    private final long begun;
    private boolean takesNoMore;
    private boolean hasSome;

    TimedOutput(OutputStream reader, Duration inAll, LongSupplier ticker) {
        this.reader = reader;
        this.nanos = inAll.toNanos();
        this.ticker = ticker;
        this.begun = ticker.getAsLong();
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; done += PIECE) {
            if (ticker.getAsLong() - begun > nanos) {
                throw new IOException("it took its reader longer than " + Duration.ofNanos(nanos));
            }
            pass(bytes, offset + done, Math.min(PIECE, length - done));
        }
        hasSome |= length > 0;
    }

    @Override
    public void flush() throws IOException {
        reader.flush();
    }

    /**
     * Tells a reader who has the beginning that there is no more to come. Who has nothing yet gets an answer that says
     * so better.
     *
     * @return whether he had the beginning and could have had more
     */
    boolean breakOff(Exception because) {
        if (!hasSome || takesNoMore) {
            return false;
        }
        byte[] words = BROKEN_OFF.getBytes(StandardCharsets.US_ASCII);
        try {
            pass(words, 0, words.length);
        } catch (IOException gone) {
            because.addSuppressed(gone);
        }
        return true;
    }

    private void pass(byte[] bytes, int offset, int length) throws IOException {
        takesNoMore = true;
        reader.write(bytes, offset, length);
        takesNoMore = false;
    }
}
