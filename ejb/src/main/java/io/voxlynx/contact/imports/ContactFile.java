package io.voxlynx.contact.imports;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.StringArrayHandler;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A contacts file as a spreadsheet shows it: UTF-8 with or without a byte order mark; comma, semicolon or tab; any line
 * ends; quoted cells may span lines and still make one row. Blank rows count in the numbering and are passed over. What
 * breaks the grid (an unclosed quote, a cell or a row beyond all measure) makes the whole file unusable.
 */
public final class ContactFile implements Closeable {

    static final int MOST_COLUMNS = 200;
    static final int LONGEST_CELL = 65_536;
    private static final int LONGEST_ROW = 1 << 20;
    private static final int HEADER_SAMPLE = 1 << 16;

    private final CsvReader<String[]> csv;
    private final CloseableIterator<String[]> rows;
    private final Sheet sheet;
    private int row;

    private ContactFile(Reader text, char separator) {
        csv = CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .maxBufferSize(LONGEST_ROW)
                .build(
                        StringArrayHandler.of(limits -> limits.maxFields(MOST_COLUMNS)
                                .maxFieldSize(LONGEST_CELL)
                                .maxRecordSize(LONGEST_ROW)),
                        text);
        rows = csv.iterator();
        SheetRow header = next();
        if (header == null) {
            throw UnusableFile.because("EMPTY_FILE", "The file is empty");
        }
        sheet = Sheet.of(header.cells());
    }

    public static ContactFile open(InputStream bytes) {
        BufferedReader text = new BufferedReader(
                new InputStreamReader(
                        bytes,
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)),
                HEADER_SAMPLE);
        try {
            skipByteOrderMark(text);
            return new ContactFile(text, Sheet.separatorOf(sample(text)));
        } catch (IOException e) {
            throw readFailed(e);
        }
    }

    /** What the header says about the columns. */
    Sheet sheet() {
        return sheet;
    }

    /** The next row that is not blank; null at the end. */
    SheetRow next() {
        try {
            while (rows.hasNext()) {
                row++;
                String[] cells = rows.next();
                if (!isBlank(cells)) {
                    return new SheetRow(row, cells);
                }
            }
            return null;
        } catch (CsvParseException e) {
            throw broken(e);
        } catch (UncheckedIOException e) {
            throw readFailed(e.getCause());
        }
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }

    private UnusableFile broken(CsvParseException e) {
        int at = row + 1;
        return UnusableFile.because(
                "MALFORMED_CSV", "Row " + at + " is no valid CSV: " + firstSentence(e.getMessage()), Map.of("row", at));
    }

    private static String firstSentence(String message) {
        int location = message.indexOf(" (record starting");
        return location < 0 ? message : message.substring(0, location);
    }

    private static RuntimeException readFailed(IOException e) {
        return e instanceof CharacterCodingException
                ? UnusableFile.notText("it has bytes of another encoding; save it as CSV UTF-8")
                : new UncheckedIOException(e);
    }

    private static boolean isBlank(String[] cells) {
        for (String cell : cells) {
            if (!cell.isBlank()) {
                return false;
            }
        }
        return true;
    }

    private static void skipByteOrderMark(BufferedReader text) throws IOException {
        text.mark(1);
        if (text.read() != '\uFEFF') {
            text.reset();
        }
    }

    private static String sample(BufferedReader text) throws IOException {
        char[] chars = new char[HEADER_SAMPLE];
        text.mark(HEADER_SAMPLE);
        int length = 0;
        for (int n = 0; n >= 0 && length < chars.length; n = text.read(chars, length, chars.length - length)) {
            length += n;
        }
        text.reset();
        return new String(chars, 0, length);
    }
}
