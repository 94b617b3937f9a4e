// A file of its own, because the content security policy forbids inline scripts.
SwaggerUIBundle({
  url: '/openapi?format=json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  validatorUrl: null,
});
