// A file of its own, because the content security policy forbids inline scripts.
SwaggerUIBundle({
  url: '/openapi',
  dom_id: '#swagger-ui',
  deepLinking: true,
  validatorUrl: null,
});
