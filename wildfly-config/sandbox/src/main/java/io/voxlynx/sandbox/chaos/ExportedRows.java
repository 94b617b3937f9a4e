package io.voxlynx.sandbox.chaos;

import io.voxlynx.sandbox.run.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/** Which rows of a file somebody has got back, by their telephone numbers. */
final class ExportedRows {

    private final BulkImport load;
    private final BitSet there = new BitSet();
    private int lines;
    private boolean killed;
    private IntConsumer each = line -> {};

    ExportedRows(BulkImport load) {
        this.load = load;
    }

    /** Of a file that may not be there. */
    static ExportedRows of(BulkImport load, Path file) {
        ExportedRows rows = new ExportedRows(load);
        if (!Files.exists(file)) {
            return rows;
        }
        try (Stream<String> lines = Files.lines(file)) {
            lines.skip(1).forEach(rows::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    /** Reads no further until the node is dead. */
    ExportedRows killingAt(int line, Node victim) {
        each = count -> {
            if (count > line && !killed) {
                killed = true;
                victim.kill();
            }
        };
        return this;
    }

    boolean hasKilled() {
        return killed;
    }

    void add(String line) {
        lines++;
        String[] cells = line.split(",", -1);
        // one that is cut off in the middle is none
        if (cells.length > 3 && cells[2].length() == BulkImport.PHONE_LENGTH) {
            there.set(load.numberOf(cells[2]));
        }
        each.accept(lines);
    }

    int count() {
        return lines;
    }

    boolean isWhole() {
        return lines == load.rows() && there.cardinality() == load.rows();
    }

    @Override
    public String toString() {
        return lines + " lines, " + there.cardinality() + " of " + load.rows() + " contacts";
    }
}
