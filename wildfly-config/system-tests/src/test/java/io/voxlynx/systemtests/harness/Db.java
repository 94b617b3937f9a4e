package io.voxlynx.systemtests.harness;

import io.voxlynx.sandbox.run.DatabaseServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A look into the product's database, with its own user. Parameters as JDBC takes them. */
public final class Db {

    private final DatabaseServer server;

    public Db(DatabaseServer server) {
        this.server = server;
    }

    /** For what is not a single statement. */
    public Connection connect() throws SQLException {
        return server.connect();
    }

    /** The first column of all rows. */
    public <T> List<T> list(Class<T> type, String sql, Object... parameters) {
        try (Connection connection = server.connect();
                PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<T> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getObject(1, type));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** The first column of the only row. */
    public <T> T one(Class<T> type, String sql, Object... parameters) {
        List<T> values = list(type, sql, parameters);
        if (values.size() != 1) {
            throw new IllegalStateException(values.size() + " rows: " + sql);
        }
        return values.get(0);
    }

    public long count(String sql, Object... parameters) {
        return one(Long.class, sql, parameters);
    }

    /** @return the number of rows that it changed */
    public int update(String sql, Object... parameters) {
        try (Connection connection = server.connect();
                PreparedStatement statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
