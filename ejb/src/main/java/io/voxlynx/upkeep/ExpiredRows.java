package io.voxlynx.upkeep;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Walks a table along its key, which grows with time, and takes out what is expired. Each slice reads a bounded part of
 * the index, wherever it begins; rows that stay are passed once.
 *
 * @param table with the alias {@code t} in the other parts
 * @param key columns of a unique index, in its order
 * @param born when a row was written; a slice in which all are younger than the limit is the last one
 * @param expired a condition with {@code :before}
 * @param removal a statement that ends with {@code where}, to which the rows are added
 * @param appendOnly whether the database lets a row of the table go only if the transaction has named it before
 */
public record ExpiredRows(
        String table, List<Column> key, String born, String expired, String removal, boolean appendOnly) {

    public ExpiredRows(String table, List<Column> key, String born, String expired, String removal) {
        this(table, key, born, expired, removal, false);
    }

    /** Of a key. @param lowest a value that no row has, below all others */
    public record Column(String name, String type, String lowest) {

        public static Column number(String name) {
            return new Column(name, "bigint", Long.toString(Long.MIN_VALUE));
        }

        /** Of ids that begin with the time, where {@code born} is to end the walk. */
        public static Column uuid(String name) {
            return new Column(name, "uuid", "00000000-0000-0000-0000-000000000000");
        }
    }

    private static final String SEPARATOR = " ";

    public static ExpiredRows deletedFrom(String table, Column key, String born, String expired) {
        return new ExpiredRows(table, List.of(key), born, expired, deletion(table));
    }

    public static ExpiredRows deletedFromAppendOnly(String table, Column key, String born, String expired) {
        return new ExpiredRows(table, List.of(key), born, expired, deletion(table), true);
    }

    private static String deletion(String table) {
        return "delete from " + table + " where";
    }

    public Slice remove(Handle db, Instant before, String after, int most) {
        if (appendOnly) {
            db.execute("select set_config('voxlynx.purging', ?, true)", table);
        }
        return slice(db, before, after, most, """
                with gone as (%s ctid = any(array(select t.ctid from %s for update of t skip locked)) returning 1)
                select count(*) from gone""".formatted(removal, part()));
    }

    public Slice count(Handle db, Instant before, String after, int most) {
        return slice(db, before, after, most, "select count(*) from " + part());
    }

    private Slice slice(Handle db, Instant before, String after, int most, String statement) {
        Window window = window(db, after, most);
        if (window.size == 0) {
            return new Slice(0, null);
        }
        long rows = bind(bind(db.createQuery(statement), "after", after), "last", window.last)
                .bind("before", Timestamp.from(before))
                .mapTo(Long.class)
                .one();
        boolean more = window.size == most && window.oldest.isBefore(before);
        return new Slice(rows, more ? window.last : null);
    }

    private Window window(Handle db, String after, int most) {
        String columns = names("t.");
        String text = key.stream().map(column -> column.name + "::text").collect(Collectors.joining(", "));
        return bind(
                        db.createQuery("""
                                select count(*), min(born),
                                       (array_agg(concat_ws('%s', %s) order by %s))[count(*)]
                                  from (select %s, %s as born from %s t where (%s) > (%s) order by %s limit :most) part""".formatted(
                                SEPARATOR, text, names(""), columns, born, table, columns, values("after"), columns)),
                        "after",
                        after)
                .bind("most", most)
                .map((row, context) -> new Window(
                        row.getInt(1),
                        row.getTimestamp(2) == null
                                ? Instant.EPOCH
                                : row.getTimestamp(2).toInstant(),
                        row.getString(3)))
                .one();
    }

    private String part() {
        return "%s t where (%s) > (%s) and (%s) <= (%s) and (%s)"
                .formatted(table, names("t."), values("after"), names("t."), values("last"), expired);
    }

    private String names(String prefix) {
        return key.stream().map(column -> prefix + column.name).collect(Collectors.joining(", "));
    }

    private String values(String parameter) {
        return IntStream.range(0, key.size())
                .mapToObj(i -> "cast(:" + parameter + i + " as " + key.get(i).type + ")")
                .collect(Collectors.joining(", "));
    }

    private <S extends SqlStatement<S>> S bind(S statement, String parameter, String position) {
        List<String> values = position.equals(Slice.BEGINNING)
                ? key.stream().map(Column::lowest).toList()
                : Arrays.asList(position.split(SEPARATOR, -1));
        for (int i = 0; i < key.size(); i++) {
            statement.bind(parameter + i, values.get(i));
        }
        return statement;
    }

    private record Window(int size, Instant oldest, String last) {}
}
