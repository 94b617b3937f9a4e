package io.voxlynx.shared;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/** Sees what goes to the database: the SQL of each statement, and {@code commit} for the end of a transaction. */
public final class Statements {

    private static final Set<String> OF_CONNECTIONS = Set.of("prepareStatement", "prepareCall", "nativeSQL");

    private final List<String> seen = new CopyOnWriteArrayList<>();

    /** The tests' database, watched. */
    public Database watched() {
        Database database = new Database();
        DataSource source = PostgresForTests.database().dataSource;
        database.dataSource = (DataSource) proxy(DataSource.class, (proxy, method, arguments) -> {
            Object result = call(source, method, arguments);
            return result instanceof Connection connection ? watched(connection) : result;
        });
        database.open();
        return database;
    }

    private Object watched(Connection connection) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            if (OF_CONNECTIONS.contains(method.getName())) {
                seen.add((String) arguments[0]);
            }
            if (method.getName().equals("commit")) {
                seen.add("commit");
            }
            return call(connection, method, arguments);
        });
    }

    private static Object proxy(Class<?> type, InvocationHandler handler) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** What was seen since this was asked the last time. */
    public List<String> since() {
        List<String> statements = new ArrayList<>(seen);
        seen.clear();
        return statements;
    }
}
