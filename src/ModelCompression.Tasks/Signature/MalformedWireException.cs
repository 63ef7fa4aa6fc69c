namespace ModelCompression.Tasks.Signature;

/// <summary>Bytes that are not what the protocol-buffer wire format or a limit allows. Never leaves <see cref="ModelSignatureReader"/>.</summary>
internal sealed class MalformedWireException(string reason) : Exception(reason);
