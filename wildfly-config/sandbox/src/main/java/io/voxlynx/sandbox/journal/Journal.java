package io.voxlynx.sandbox.journal;

import io.voxlynx.sandbox.http.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * One append-only file of JSON lines, written by one thread. Everything that waits when the thread comes round is
 * written together and forced to the disk once, so that hundreds of simultaneous appends cost one fsync.
 */
public final class Journal implements AutoCloseable {
    private static final long IDLE_FORCE_MILLIS = 100;
    private static final int BLOCK = 8 * 1024;

    private final FileChannel file;
    // Readers have a channel of their own: interrupting a thread that reads closes the channel it reads from.
    private final FileChannel reading;
    private final LinkedBlockingQueue<Entry> waiting = new LinkedBlockingQueue<>();
    private final Entry last = new Entry(new byte[0], true, new CompletableFuture<>());
    private final Thread writer;
    private volatile long end;

    private record Entry(byte[] line, boolean durable, CompletableFuture<Long> written) {}

    /** Receives the lines that a file already holds. */
    @FunctionalInterface
    public interface Reader {
        void line(long offset, JsonObject line);
    }

    /**
     * Opens or creates the file and hands over what it holds.
     *
     * @throws IOException also when another process has it open
     */
    public Journal(Path path, Reader reader) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        reading = FileChannel.open(path, StandardOpenOption.READ);
        try {
            lock(path);
            end = replay(path, reader);
        } catch (IOException | RuntimeException unusable) {
            reading.close();
            file.close();
            throw unusable;
        }
        writer = new Thread(this::write, "journal-" + path.getFileName());
        writer.setDaemon(true);
        writer.start();
    }

    private void lock(Path path) throws IOException {
        try {
            if (file.tryLock() == null) {
                throw new IOException(path + " is in use by another sandbox");
            }
        } catch (OverlappingFileLockException here) {
            throw new IOException(path + " is in use by another sandbox of this process", here);
        }
    }

    private long replay(Path path, Reader reader) throws IOException {
        long offset = 0;
        var in = new LineReader(reading, 0, file.size());
        for (byte[] line = in.next(); line != null; line = in.next()) {
            reader.line(offset, parse(path, offset, line));
            offset = in.position();
        }
        // A torn last line was never acknowledged to anybody: the next line must not be glued to it.
        file.truncate(offset);
        return offset;
    }

    private static JsonObject parse(Path path, long offset, byte[] line) throws IOException {
        try {
            return Json.parse(line);
        } catch (JsonException broken) {
            throw new IOException(path + " is damaged at byte " + offset, broken);
        }
    }

    /** Completes with the offset of the line, once it is safe on the disk. */
    public CompletableFuture<Long> append(JsonObject line) {
        return enqueue(Json.bytes(line), true);
    }

    /** Completes with the offset of the line, once it is written; the disk has it a moment later. */
    public CompletableFuture<Long> note(JsonObject line) {
        return enqueue(Json.bytes(line), false);
    }

    private CompletableFuture<Long> enqueue(byte[] line, boolean durable) {
        var entry = new Entry(line, durable, new CompletableFuture<>());
        waiting.add(entry);
        return entry.written();
    }

    /** The line at an offset that {@link #append} or {@link #note} gave. */
    public JsonObject at(long offset) {
        try {
            return Json.parse(new LineReader(reading, offset, end).next());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Where the lines end that were appended before this call. */
    public long end() {
        enqueue(new byte[0], false).join();
        return end;
    }

    /** Writes all lines appended before this call as one JSON array. */
    public void writeArray(OutputStream out) throws IOException {
        writeArray(0, end(), out);
    }

    /** Writes the lines between two offsets, as {@link #end} gave them, as one JSON array. */
    public void writeArray(long from, long to, OutputStream out) throws IOException {
        out.write('[');
        var in = new LineReader(reading, from, to);
        String separator = "\n";
        for (byte[] line = in.next(); line != null; line = in.next()) {
            out.write(separator.getBytes(StandardCharsets.US_ASCII));
            out.write(line);
            separator = ",\n";
        }
        out.write("\n]".getBytes(StandardCharsets.US_ASCII));
    }

    private void write() {
        List<Entry> batch = new ArrayList<>();
        boolean forced = true;
        boolean open = true;
        while (open) {
            batch.clear();
            try {
                Entry first = forced ? waiting.take() : waiting.poll(IDLE_FORCE_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    waiting.drainTo(batch);
                }
                open = !batch.contains(last);
                long[] offsets = writeAll(batch);
                forced = batch.isEmpty() || batch.stream().anyMatch(Entry::durable);
                if (forced) {
                    file.force(false);
                }
                for (int i = 0; i < offsets.length; i++) {
                    batch.get(i).written().complete(offsets[i]);
                }
            } catch (IOException | InterruptedException failure) {
                batch.forEach(entry -> entry.written().completeExceptionally(failure));
            }
        }
    }

    private long[] writeAll(List<Entry> batch) throws IOException {
        var bytes = new ByteArrayOutputStream();
        long[] offsets = new long[batch.size()];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = end + bytes.size();
            if (batch.get(i).line().length > 0) {
                bytes.writeBytes(batch.get(i).line());
                bytes.write('\n');
            }
        }
        var buffer = ByteBuffer.wrap(bytes.toByteArray());
        long position = end;
        while (buffer.hasRemaining()) {
            position += file.write(buffer, position);
        }
        end = position;
        return offsets;
    }

    /** Writes what waits, then closes the file. */
    @Override
    public void close() throws IOException {
        waiting.add(last);
        try {
            writer.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        reading.close();
        file.close();
    }

    /** Reads whole lines between two offsets without moving the position of the file. */
    private static final class LineReader {
        private final FileChannel file;
        private final long limit;
        private final ByteBuffer block = ByteBuffer.allocate(BLOCK).flip();
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private long filled;

        LineReader(FileChannel file, long from, long limit) {
            this.file = file;
            this.filled = from;
            this.limit = limit;
        }

        /** The next line that ends with a line feed, {@code null} if there is none. */
        byte[] next() throws IOException {
            line.reset();
            while (block.hasRemaining() || fill()) {
                byte next = block.get();
                if (next == '\n') {
                    return line.toByteArray();
                }
                line.write(next);
            }
            return null;
        }

        long position() {
            return filled - block.remaining();
        }

        private boolean fill() throws IOException {
            block.clear().limit((int) Math.min(BLOCK, limit - filled));
            int read = block.hasRemaining() ? file.read(block, filled) : -1;
            block.flip();
            filled += Math.max(read, 0);
            return read > 0;
        }
    }
}
