package io.voxlynx.shared;

/** This server among the others. */
public final class Node {

    public static String name() {
        return System.getProperty("jboss.node.name", "local");
    }

    private Node() {}
}
