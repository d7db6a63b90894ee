package org.confluens.peer;

import javax.xml.transform.ErrorListener;
import javax.xml.transform.Source;
import javax.xml.transform.Templates;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerConfigurationException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.URIResolver;

/**
 * The JDK's own XSLT, with a name on each document that a stylesheet asks for. PixelMed's rules ask for its table of
 * context groups at each content item and hand it over without an address; the JDK knows a document again by its
 * address alone, and so read 664 kB of XML hundreds of times a file. Rules, table and validator stay as they are.
 */
public final class AddressedDocuments extends TransformerFactory {
    private final TransformerFactory jdk = TransformerFactory.newDefaultInstance();

    @Override
    public void setURIResolver(URIResolver resolver) {
        jdk.setURIResolver((href, base) -> {
            Source source = resolver.resolve(href, base);
            if (source != null && source.getSystemId() == null && href.endsWith(".xml")) {
                source.setSystemId(href);
            }
            return source;
        });
    }

    @Override
    public URIResolver getURIResolver() {
        return jdk.getURIResolver();
    }

    @Override
    public Transformer newTransformer(Source stylesheet) throws TransformerConfigurationException {
        return jdk.newTransformer(stylesheet);
    }

    @Override
    public Transformer newTransformer() throws TransformerConfigurationException {
        return jdk.newTransformer();
    }

    @Override
    public Templates newTemplates(Source stylesheet) throws TransformerConfigurationException {
        return jdk.newTemplates(stylesheet);
    }

    @Override
    public Source getAssociatedStylesheet(Source source, String media, String title, String charset)
            throws TransformerConfigurationException {
        return jdk.getAssociatedStylesheet(source, media, title, charset);
    }

    @Override
    public void setFeature(String name, boolean value) throws TransformerConfigurationException {
        jdk.setFeature(name, value);
    }

    @Override
    public boolean getFeature(String name) {
        return jdk.getFeature(name);
    }

    @Override
    public void setAttribute(String name, Object value) {
        jdk.setAttribute(name, value);
    }

    @Override
    public Object getAttribute(String name) {
        return jdk.getAttribute(name);
    }

    @Override
    public void setErrorListener(ErrorListener listener) {
        jdk.setErrorListener(listener);
    }

    @Override
    public ErrorListener getErrorListener() {
        return jdk.getErrorListener();
    }
}
