resource "helm_release" "kong" {
  name             = "kong"
  namespace        = "kong"
  create_namespace = true
  repository       = "https://charts.konghq.com"
  chart            = "kong"
  version          = "3.4.1"

  values = [
    file("${path.module}/values.yaml"),
    <<-EOT
    proxy:
      stream:
        - containerPort: 5432
          servicePort: 5433
          protocol: TCP
    EOT
  ]
}
