resource "helm_release" "podinfo" {
  name       = "backend"
  namespace  = "backend"
  repository = "oci://ghcr.io/stefanprodan/charts"
  chart      = "podinfo"
  version    = "6.10.0"

  values = [<<-YAML
    httpRoute:
      enabled: true
      parentRefs:
        - name: edge
          namespace: kong
          sectionName: none
  YAML
  ]
}
