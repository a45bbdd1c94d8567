/** Writes the classifier as an ONNX file: a minimal protocol-buffer writer for the messages of onnx.proto3 (opset 17) that it needs. */
import type { Network } from './network.ts';

const FLOAT = 1;
const INT8 = 3;
const INT32 = 6;
const INT64 = 7;

/** Bytes of one protocol-buffer message, fields in the order they were added. */
class Message {
  readonly #parts: Uint8Array[] = [];

  int(field: number, value: number): this {
    this.#parts.push(varint(field * 8), varint(value));
    return this;
  }

  bytes(field: number, value: Uint8Array): this {
    this.#parts.push(varint(field * 8 + 2), varint(value.length), value);
    return this;
  }

  text(field: number, value: string): this {
    return this.bytes(field, new TextEncoder().encode(value));
  }

  message(field: number, value: Message): this {
    return this.bytes(field, value.finish());
  }

  finish(): Uint8Array {
    const out = new Uint8Array(this.#parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of this.#parts) {
      out.set(part, at);
      at += part.length;
    }
    return out;
  }
}

function varint(value: number): Uint8Array {
  const out: number[] = [];
  let rest = value;
  while (rest >= 128) {
    out.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  out.push(rest);
  return Uint8Array.from(out);
}

/** TensorProto with raw little-endian data. */
function tensor(
  name: string,
  type: number,
  dims: readonly number[],
  data: Int8Array | Float32Array | BigInt64Array,
): Message {
  const message = new Message();
  for (const dim of dims) message.int(1, dim);
  return message
    .int(2, type)
    .text(8, name)
    .bytes(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}

/** NodeProto; integer attributes only. */
function node(
  op: string,
  inputs: readonly string[],
  output: string,
  attributes: Readonly<Record<string, number>> = {},
): Message {
  const message = new Message();
  for (const input of inputs) message.text(1, input);
  message.text(2, output).text(3, output).text(4, op);
  for (const [name, value] of Object.entries(attributes))
    message.message(5, new Message().text(1, name).int(3, value).int(20, 2));
  return message;
}

/** ValueInfoProto of a tensor; a string dimension is symbolic. */
function value(name: string, type: number, dims: readonly (number | string)[]): Message {
  const shape = new Message();
  for (const dim of dims)
    shape.message(
      1,
      typeof dim === 'string' ? new Message().text(2, dim) : new Message().int(1, dim),
    );
  return new Message()
    .text(1, name)
    .message(2, new Message().message(1, new Message().int(1, type).message(2, shape)));
}

/** Embedding rows as int8 with one scale each: value ≈ q × scale. */
export interface Quantized {
  readonly values: Int8Array;
  readonly scales: Float32Array;
}

/** Quantises each row symmetrically to −127…127. A row of zeros keeps scale 0. */
export function quantizeRows(weights: Float32Array, width: number): Quantized {
  const rows = weights.length / width;
  const values = new Int8Array(weights.length);
  const scales = new Float32Array(rows);
  for (let r = 0; r < rows; r++) {
    let most = 0;
    for (let j = 0; j < width; j++) most = Math.max(most, Math.abs(weights[r * width + j]));
    const scale = Math.fround(most / 127);
    scales[r] = scale;
    for (let j = 0; j < width; j++)
      values[r * width + j] =
        scale === 0 ? 0 : Math.max(-127, Math.min(127, Math.round(weights[r * width + j] / scale)));
  }
  return { values, scales };
}

/**
 * The ONNX file of one network or of several that vote: their logits are averaged. Input `ids` int32[n], n ≥ 1; output `logits` float[labels].
 * @returns the file; equal networks give equal bytes
 */
export function onnxFile(members: readonly Network[]): Uint8Array {
  const graph = new Message();
  for (const m of members.keys())
    graph
      .message(1, node('Gather', [`embedding${m}`, 'ids'], `rows_q${m}`))
      .message(1, node('Cast', [`rows_q${m}`], `rows_f${m}`, { to: FLOAT }))
      .message(1, node('Gather', [`scales${m}`, 'ids'], `row_scales${m}`))
      .message(1, node('Mul', [`rows_f${m}`, `row_scales${m}`], `rows${m}`))
      .message(1, node('ReduceSum', [`rows${m}`, 'first_axis'], `sum${m}`, { keepdims: 1 }));
  graph
    .message(1, node('Shape', ['ids'], 'n'))
    .message(1, node('Cast', ['n'], 'n_f', { to: FLOAT }))
    .message(1, node('Add', ['n_f', 'one'], 'n_1'))
    .message(1, node('Sqrt', ['n_1'], 'norm'));
  for (const m of members.keys())
    graph
      .message(1, node('Div', [`sum${m}`, 'norm'], `bag${m}`))
      .message(1, node('Gemm', [`bag${m}`, `hidden${m}`, `hidden_bias${m}`], `units${m}`))
      .message(1, node('Relu', [`units${m}`], `active${m}`))
      .message(1, node('Gemm', [`active${m}`, `output${m}`, `output_bias${m}`], `vote${m}`));
  graph
    .message(
      1,
      node(
        'Mean',
        members.map((_, m) => `vote${m}`),
        'row_logits',
      ),
    )
    .message(1, node('Squeeze', ['row_logits', 'first_axis'], 'logits'))
    .text(2, 'intent');
  for (const [m, net] of members.entries()) {
    const { buckets, width, units, labels } = net;
    const { values, scales } = quantizeRows(net.embedding, width);
    graph
      .message(5, tensor(`embedding${m}`, INT8, [buckets, width], values))
      .message(5, tensor(`scales${m}`, FLOAT, [buckets, 1], scales))
      .message(5, tensor(`hidden${m}`, FLOAT, [width, units], net.hidden))
      .message(5, tensor(`hidden_bias${m}`, FLOAT, [units], net.hiddenBias))
      .message(5, tensor(`output${m}`, FLOAT, [units, labels], net.output))
      .message(5, tensor(`output_bias${m}`, FLOAT, [labels], net.outputBias));
  }
  graph
    .message(5, tensor('first_axis', INT64, [1], BigInt64Array.of(0n)))
    .message(5, tensor('one', FLOAT, [1], Float32Array.of(1)))
    .message(11, value('ids', INT32, ['n']))
    .message(12, value('logits', FLOAT, [members[0]?.labels ?? 0]));
  return new Message()
    .int(1, 8)
    .text(2, 'openmanager-edge')
    .message(7, graph)
    .message(8, new Message().text(1, '').int(2, 17))
    .finish();
}
