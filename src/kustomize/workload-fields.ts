import { get, type MapNode, type Node, type ScalarNode } from '../source/node.ts';
import { editField, type FieldSpec } from './field-path.ts';
import { compileRegex } from './regex.ts';
import { allIds, gvkOf, isSelected, kindOf, withRoot, type Resource } from './resource.ts';
import { naming } from './build-problem.ts';
import { Unbuildable } from './unbuildable.ts';
import { inStyleOf, mapEntries, mapItems, plainNode, rawText, stringNode, withEntry } from './values.ts';

/**
 * One entry of `replicas`. Kustomize stops when no object has the name; `lenient` forgives that,
 * for builds that lack objects which could not be read.
 */
export function setReplicas(
  resources: readonly Resource[],
  entry: MapNode,
  specs: readonly FieldSpec[],
  lenient: boolean,
): Resource[] {
  const name = rawText(get(entry, 'name'));
  const count = get(entry, 'count');
  const number = count?.kind === 'scalar' && typeof count.value === 'number' ? count.value : 0;
  const value = plainNode(number, count?.at ?? entry.at);
  let found = false;
  const counted = resources.map((resource) => {
    let root = resource.root;
    for (const spec of specs) {
      if (!allIds(resource).some((id) => id.name === name && isSelected(id, spec))) continue;
      found = true;
      const change = (old: Node): Node => inStyleOf(old, value);
      root = editField(root, gvkOf(root), { spec, creates: { leaf: 'scalar', at: value.at }, change }, null);
    }
    return withRoot(resource, root);
  });
  if (!found && !lenient) throw new Unbuildable(naming`replicas: no workload is called ${name}`);
  return counted;
}

/** One entry of `images`: first wherever there are containers, then where the specs say. */
export function setImage(resources: readonly Resource[], entry: MapNode, specs: readonly FieldSpec[]): Resource[] {
  const change = imageChange(entry);
  return resources.map((resource) => {
    if (kindOf(resource.root) === 'CustomResourceDefinition') return resource;
    let root = inContainers(resource.root, change);
    for (const spec of specs) {
      root = editField(root, gvkOf(root), { spec, creates: null, change }, null);
    }
    return withRoot(resource, root);
  });
}

function inContainers(root: MapNode, change: (image: Node) => Node): MapNode {
  const walk = (node: Node): Node => {
    if (node.kind === 'list') return mapItems(node, walk);
    if (node.kind !== 'map') return node;
    return mapEntries(node, (value, key) => {
      const walked = walk(value);
      const isContainers = (key === 'containers' || key === 'initContainers') && walked.kind === 'list';
      return isContainers ? mapItems(walked, (item) => withImage(item, change)) : walked;
    });
  };
  const walked = walk(root);
  return walked.kind === 'map' ? walked : root;
}

function withImage(container: Node, change: (image: Node) => Node): Node {
  const image = get(container, 'image');
  if (container.kind !== 'map' || image === undefined) return container;
  return withEntry(container, 'image', change(image));
}

function imageChange(entry: MapNode): (image: Node) => Node {
  const field = (key: string) => rawText(get(entry, key));
  // Kustomize puts the name into a regular expression as it stands.
  const tag = '(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$';
  const regex = compileRegex(field('name'), '^', tag);
  if (regex === null) throw new Unbuildable('images: the name is not a valid regular expression');
  return (image) => {
    if (image.kind === 'unknown') return image;
    if (image.kind !== 'scalar') throw new Unbuildable('images: an image is not a string');
    const old = rawText(image);
    if (!regex.test(old)) return image;
    const name = newImage(
      old,
      { name: field('newName'), tag: field('newTag'), digest: field('digest') },
      field('tagSuffix'),
    );
    return name === old ? image : stringNode(name, placeOf(entry, image));
  };
}

function placeOf(entry: MapNode, image: ScalarNode) {
  return (get(entry, 'newTag') ?? get(entry, 'digest') ?? get(entry, 'newName') ?? image).at;
}

interface Image {
  readonly name: string;
  readonly tag: string;
  readonly digest: string;
}

function newImage(old: string, change: Image, tagSuffix: string): string {
  const parts = splitImage(old);
  const name = change.name === '' ? parts.name : change.name;
  let { tag, digest } = parts;
  if (change.tag !== '' || change.digest !== '') ({ tag, digest } = change);
  else if (tagSuffix !== '') [tag, digest] = [tag + tagSuffix, ''];
  return name + (tag === '' ? '' : `:${tag}`) + (digest === '' ? '' : `@${digest}`);
}

/** A colon before the first slash is a port, not a tag. */
function splitImage(image: string): Image {
  const slash = Math.max(image.indexOf('/'), 0);
  const digestAt = image.indexOf('@', slash);
  const colon = image.indexOf(':', slash);
  const tagAt = colon >= 0 && (digestAt < 0 || colon < digestAt) ? colon : -1;
  const end = digestAt < 0 ? image.length : digestAt;
  return {
    name: image.slice(0, tagAt < 0 ? end : tagAt),
    tag: tagAt < 0 ? '' : image.slice(tagAt + 1, end),
    digest: digestAt < 0 ? '' : image.slice(digestAt + 1),
  };
}
