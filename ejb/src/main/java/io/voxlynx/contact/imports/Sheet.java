package io.voxlynx.contact.imports;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.StringArrayHandler;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Where the header puts what: names in any case and order. Every further named column becomes a variable for the
 * assistant under its name as written; columns without a name are left out.
 *
 * @param variables column index to variable name
 */
record Sheet(int columns, int name, int businessName, int phone, Map<Integer, String> variables) {

    static final List<String> REQUIRED = List.of("name", "business_name", "phone");
    private static final Logger LOG = Logger.getLogger(Sheet.class.getName());
    private static final List<Character> SEPARATORS = List.of(',', ';', '\t');

    static Sheet of(String[] header) {
        Map<String, Integer> columns = new LinkedHashMap<>();
        Map<Integer, String> variables = new LinkedHashMap<>();
        Set<String> repeated = new HashSet<>();
        for (int i = 0; i < header.length; i++) {
            String written = Cells.strip(header[i]);
            String key = key(written);
            if (key.isEmpty()) {
                continue;
            }
            if (columns.putIfAbsent(key, i) != null) {
                repeated.add(key);
            }
            if (!REQUIRED.contains(key)) {
                variables.put(i, written);
            }
        }
        refuseMissing(columns.keySet());
        if (!repeated.isEmpty()) {
            List<String> names = repeated.stream().sorted().toList();
            throw UnusableFile.because(
                    "DUPLICATE_HEADERS",
                    "The header has columns more than once: " + String.join(", ", names),
                    Map.of("duplicate", names));
        }
        return new Sheet(
                header.length,
                columns.get("name"),
                columns.get("business_name"),
                columns.get("phone"),
                Map.copyOf(variables));
    }

    /** The separator that finds the most required columns in the first row, then the most columns. */
    static char separatorOf(String sample) {
        char best = ',';
        int bestScore = -1;
        for (char separator : SEPARATORS) {
            List<String> cells = firstRow(sample, separator);
            int score = cells.size()
                    + 1_000 * (int) REQUIRED.stream().filter(cells::contains).count();
            if (score > bestScore) {
                best = separator;
                bestScore = score;
            }
        }
        return best;
    }

    private static List<String> firstRow(String sample, char separator) {
        CsvReader<String[]> csv = CsvReader.builder()
                .fieldSeparator(separator)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .build(StringArrayHandler.of(limits -> limits.maxFields(1 + sample.length())), sample);
        List<String> keys = new ArrayList<>();
        try {
            collectFirstRow(csv, keys);
        } catch (CsvParseException e) {
            // With the wrong separator a good header looks broken; with the right one the reader will say what is.
            LOG.log(Level.FINE, "The header is separated otherwise", e);
        }
        return keys;
    }

    private static void collectFirstRow(CsvReader<String[]> csv, List<String> keys) {
        for (String[] row : csv) {
            for (String cell : row) {
                keys.add(key(cell));
            }
            if (keys.stream().anyMatch(key -> !key.isEmpty())) {
                break;
            }
            keys.clear();
        }
    }

    private static void refuseMissing(Set<String> present) {
        List<String> missing = REQUIRED.stream()
                .filter(required -> !present.contains(required))
                .toList();
        if (!missing.isEmpty()) {
            throw UnusableFile.because(
                    "MISSING_HEADERS",
                    "The header lacks " + String.join(", ", missing),
                    Map.of("missing", missing, "required", REQUIRED));
        }
    }

    private static String key(String cell) {
        return Cells.strip(cell).toLowerCase(Locale.ROOT);
    }
}
