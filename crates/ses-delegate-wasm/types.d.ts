/** An operation, and where it carries the identity ARNs. */
export type Route =
  | "v1-send-email"
  | "v1-send-raw-email"
  | "v1-send-raw-email-headers"
  | "v2-send-email-simple"
  | "v2-send-email-raw";

/** Why a route was taken: named by the draft, or by what the message needs. */
export type Reason = "chosen" | "attachments" | "two-arns" | "calendar" | "headers" | "raw" | "no-files";

/** Plain input. An absent field and blank text mean the same; unknown keys are an error. */
export interface Draft {
  /** The identity of somebody else; absent to send as your own, in `region`. */
  delegate?: Delegate;
  /** Needed for your own identity and for ARNs with `*` as Region. There is no default. */
  region?: string;
  /** The sender: `Ann <ann@example.com>`. */
  from: string;
  /** Who sends it for the one in `from`: one mailbox, verified as well. */
  sender?: string;
  /** One mailbox each; at most 50 in `to`, `cc` and `bcc` together. */
  to?: string[];
  cc?: string[];
  /** In the envelope only. */
  bcc?: string[];
  replyTo?: string[];
  /** The address that receives bounces; the sender's if absent. */
  returnPath?: string;
  subject?: string;
  /** The Message-ID of the message that this one answers. */
  inReplyTo?: string;
  /** The Message-IDs of the messages before this one, oldest first. */
  references?: string[];
  /** How to leave the list that it goes to. */
  listUnsubscribe?: Unsubscribe;
  /** That list: `news.example.com` or `News <news.example.com>`. */
  listId?: string;
  /** By what Gmail groups complaints: `a:b:c:sender`. */
  feedbackId?: string;
  autoSubmitted?: "no" | "auto-generated" | "auto-replied" | "";
  importance?: "high" | "normal" | "low" | "";
  /** Headers that have no field here, in order. */
  headers?: Named[];
  text?: string;
  html?: string;
  /** An invitation. */
  icalEvent?: IcalEvent;
  attachments?: Attachment[];
  /** The name of a configuration set; the identity's default if absent. */
  configurationSet?: string;
  /** Message tags, by which events are counted. */
  tags?: Named[];
  /** By which SES lets recipients unsubscribe. */
  listManagement?: { contactList: string; topic?: string };
  /** The name of a tenant. */
  tenant?: string;
  /** Chosen by what the message needs if absent. */
  route?: Route;
  /** Another server that plays SES, such as `http://127.0.0.1:8425`. */
  endpoint?: string;
  /** Which of AWS's endpoints of the Region; not together with `endpoint`. */
  endpointVariant?: EndpointVariant;
}

export type EndpointVariant = "standard" | "fips" | "dual-stack" | "fips-dual-stack";

/** A header or a tag. */
export interface Named {
  name: string;
  value: string;
}

/** An `https` URL, an address or `mailto:` URI, or both. */
export interface Unsubscribe {
  url?: string;
  email?: string;
  /** Whether a POST to the URL is enough (RFC 8058). */
  oneClick?: boolean;
}

export interface IcalEvent {
  /** Such as `REQUEST`; the object's METHOD says the same. */
  method: string;
  /** What the object is called as a file; no file if absent. */
  filename?: string;
  /** The iCalendar object. */
  content: string;
}

/** The ARNs that the identity owner handed over. */
export interface Delegate {
  sourceArn: string;
  /** The source's if absent. If another, only v1 `SendRawEmail` carries both. */
  fromArn?: string;
  /** The source's if absent and if it covers the address. */
  returnPathArn?: string;
}

export interface Attachment {
  filename: string;
  /**
   * A media type; `application/octet-stream` if absent. A `message/rfc822` goes
   * out as it is, so its bytes must be given: 7-bit lines, each ended by CRLF.
   */
  contentType?: string;
  /** The name by which HTML shows it, `<img src="cid:…">`; an attachment if absent. */
  cid?: string;
  content: Content;
}

/**
 * What a file holds: bytes, which are read when the body is and must not change
 * meanwhile; a `Blob` or `File`; or the size of bytes that `open` gives later.
 */
export type Content = ArrayBufferView | ArrayBuffer | BlobLike | { size: number };

/** What is read of a `Blob`. */
export interface BlobLike {
  readonly size: number;
  slice(start?: number, end?: number): { arrayBuffer(): Promise<ArrayBuffer> };
  arrayBuffer(): Promise<ArrayBuffer>;
}

/**
 * Gives the bytes of the attachment at `file`, counted from 0, from their
 * beginning: asked once in every pass. A chunk may be overwritten once the next
 * is asked for.
 */
export type Open = (file: number) => Chunks | Promise<Chunks>;

/** Bytes in pieces of any size. */
export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** A SHA-256 under way; `createHash("sha256")` of `node:crypto` is one. It reads `bytes` at once. */
export interface Hasher {
  update(bytes: Uint8Array): unknown;
  digest(): Uint8Array;
}

/** Time and chance; equal drafts and stamps give equal bytes. */
export interface Stamp {
  at: Date;
  /** 16 bytes from a cryptographic random source, new for each message. */
  nonce: Uint8Array;
}

/** What `fetch(signed.url, signed)` sends; SES accepts it from five minutes before its time to five after. */
export interface SignedRequest {
  url: string;
  method: "POST";
  headers: Record<string, string>;
  body: Uint8Array<ArrayBuffer>;
}

/** A signed request whose body is sent by other means, such as `prepared.chunks()`. */
export type SignedHead = Omit<SignedRequest, "body">;

/** An HTTP answer, as `fetch` gives it: `{ status, headers, body: await response.text() }`. */
export interface RawResponse {
  status: number;
  headers?: Iterable<[string, string]> | Record<string, string>;
  body: string | Uint8Array;
}

/**
 * `refused`: nothing was sent. `unclear`: it may have been (a gateway's error, a
 * success that cannot be read); SES knows no duplicates, so look before sending again.
 */
export type RejectionKind = "refused" | "unclear";

export type Outcome =
  | { ok: true; messageId: string; requestId?: string }
  | { ok: false; kind: RejectionKind; status: number; code?: string; message?: string; requestId?: string; body: string };

/** Thrown for wrong input; holds no secret. */
export interface SesInputError extends Error {
  name: "SesInputError";
  /** Stable name of the first problem, such as `arn.account`. */
  code: string;
  /** Path of its field, such as `to[2]`. */
  field: string;
  /** Every wrong field. */
  errors: { code: string; field: string; message: string }[];
}
