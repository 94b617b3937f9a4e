package io.voxlynx.systemtests.jms;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQDestination;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.apache.qpid.jms.JmsTemporaryQueue;

/** The libraries by which others come. Neither mends a connection by itself here: the tests do. */
public enum Client {
    ARTEMIS("Events", "Commands") {
        @Override
        public ConnectionFactory at(int port) {
            try {
                ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory();
                factory.setBrokerURL("tcp://127.0.0.1:" + port + "?enable1xPrefixes=true&reconnectAttempts=0"
                        + "&useTopologyForLoadBalancing=false");
                return factory;
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        Destination calledTemporary(String address) {
            return ActiveMQDestination.createTemporaryQueue(address);
        }
    },
    QPID("Events", "Commands") {
        @Override
        public ConnectionFactory at(int port) {
            return new JmsConnectionFactory(
                    "amqp://127.0.0.1:" + port + "?jms.topicPrefix=jms.topic.&jms.queuePrefix=jms.queue.");
        }

        @Override
        Destination calledTemporary(String address) {
            return new JmsTemporaryQueue(address);
        }
    };

    public final String topic;
    final String queue;

    Client(String topic, String queue) {
        this.topic = topic;
        this.queue = queue;
    }

    public abstract ConnectionFactory at(int port);

    /** What passes for a temporary queue with whoever believes its sender. */
    abstract Destination calledTemporary(String address);
}
