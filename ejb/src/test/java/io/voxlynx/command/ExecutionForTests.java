package io.voxlynx.command;

import io.voxlynx.identity.Caller;
import io.voxlynx.shared.PostgresForTests;
import jakarta.persistence.EntityManager;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import org.hibernate.Session;
import org.hibernate.jdbc.ReturningWork;

/** With a transaction around it, as the container puts one there. */
final class ExecutionForTests extends CommandExecution {

    private final ThreadLocal<Connection> transaction = new ThreadLocal<>();

    ExecutionForTests() {
        database = PostgresForTests.database();
        entities = (EntityManager) Proxy.newProxyInstance(
                ExecutionForTests.class.getClassLoader(),
                new Class<?>[] {Session.class},
                (self, asked, arguments) -> switch (asked.getName()) {
                    case "unwrap" -> self;
                    case "doReturningWork" -> ((ReturningWork<?>) arguments[0]).execute(transaction.get());
                    default -> throw new UnsupportedOperationException(asked.getName());
                });
    }

    @Override
    public String execute(Caller caller, Command command) {
        try (Connection connection = PostgresForTests.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            transaction.set(connection);
            try {
                String reply = super.execute(caller, command);
                connection.commit();
                return reply;
            } catch (RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            transaction.remove();
        }
    }
}
