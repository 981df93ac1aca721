import type { APIRoute, GetStaticPaths } from 'astro';
import { playgroundExamples } from '../../documents/example-files.ts';

export const getStaticPaths: GetStaticPaths = () =>
  [...playgroundExamples()].map(([name, example]) => ({ params: { name }, props: { example } }));

export const GET: APIRoute = ({ props }) => new Response(JSON.stringify(props['example']));
