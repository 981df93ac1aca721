import type * as Terraform from '../../../src/gitops/terraform/helm-release-resource.ts';

let loaded: typeof Terraform | null = null;
let isAsked = false;

/** In place of the engine's own: until `loadTerraform` was called, a review that meets a file of Terraform ends in an error. */
export const terraformUnits: typeof Terraform.terraformUnits = (path, index) => {
  isAsked = true;
  if (loaded === null) throw new Error('The grammar of Terraform is not loaded.');
  return loaded.terraformUnits(path, index);
};

/** Loads what reads Terraform where a review ended for want of it; whether it has to be made again. */
export async function loadTerraform(): Promise<boolean> {
  if (!isAsked || loaded !== null) return false;
  loaded = await import('../../../src/gitops/terraform/helm-release-resource.ts');
  return true;
}
