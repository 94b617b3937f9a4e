package io.voxlynx.sandbox.chaos;

import com.sun.management.UnixOperatingSystemMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.voxlynx.sandbox.run.Node;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Looks into a running node as a debugger would: it needs neither a port nor a password. */
final class NodeProbe implements AutoCloseable {

    private static final String DATA_SOURCE = "jboss.as:subsystem=datasources,data-source=VoxLynxDS";
    private static final String POOL = DATA_SOURCE + ",statistics=pool";
    private static final String QUEUE = "jboss.as:subsystem=messaging-activemq,server=default,jms-queue=";
    private static final double MEGABYTE = 1024 * 1024;

    private final String name;
    private final JMXConnector connector;
    private final MBeanServerConnection server;

    private NodeProbe(String name, JMXConnector connector, MBeanServerConnection server) {
        this.name = name;
        this.connector = connector;
        this.server = server;
    }

    static NodeProbe of(Node node) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(node.pid()));
            try {
                String address = machine.startLocalManagementAgent();
                return of(node.name(), JMXConnectorFactory.connect(new JMXServiceURL(address)));
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IOException(e);
        }
    }

    private static NodeProbe of(String name, JMXConnector connector) throws IOException {
        try {
            return new NodeProbe(name, connector, connector.getMBeanServerConnection());
        } catch (IOException e) {
            connector.close();
            throw e;
        }
    }

    String name() {
        return name;
    }

    /** What is left after a collection, in MB; waits for one. */
    double heapFloor() throws IOException {
        MemoryMXBean memory = ManagementFactory.getPlatformMXBean(server, MemoryMXBean.class);
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed() / MEGABYTE;
    }

    int threads() throws IOException {
        return ManagementFactory.getPlatformMXBean(server, ThreadMXBean.class).getThreadCount();
    }

    long fileDescriptors() throws IOException {
        return ManagementFactory.getPlatformMXBean(server, UnixOperatingSystemMXBean.class)
                .getOpenFileDescriptorCount();
    }

    /** Connections to the database that somebody uses at this moment. */
    double connectionsInUse() throws IOException, JMException {
        return number(POOL, "InUseCount");
    }

    /** Connections that the pool opens at most. */
    int mostConnections() throws IOException, JMException {
        return (int) number(DATA_SOURCE, "maxPoolSize");
    }

    /** Messages that wait or are being worked on. */
    double queueDepth(String queue) throws IOException, JMException {
        return number(QUEUE + queue, "messageCount");
    }

    /** Whether somebody takes the hints that a call is to be placed, or a webhook to be applied. */
    boolean hasConsumers() throws IOException, JMException {
        return number(QUEUE + "CallLaunches", "consumerCount") > 0
                && number(QUEUE + "ProviderEvents", "consumerCount") > 0;
    }

    private double number(String bean, String attribute) throws IOException, JMException {
        return Double.parseDouble(
                server.getAttribute(new ObjectName(bean), attribute).toString());
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
