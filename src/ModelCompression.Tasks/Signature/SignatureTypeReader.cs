namespace ModelCompression.Tasks.Signature;

/// <summary>Reads a TypeProto. Of everything that is not a tensor only the kind is kept.</summary>
internal sealed class SignatureTypeReader(WireReader wire)
{
    private List<SignatureDimension>? _dimensions;

    public SignatureKind Kind { get; private set; }

    public int ElementType { get; private set; }

    public IReadOnlyList<SignatureDimension>? Dimensions => _dimensions;

    /// <summary>Reads the current field of the wire as a TypeProto.</summary>
    public void Read() => wire.Message(field =>
    {
        switch (field)
        {
            case 1: StartTensor(SignatureKind.Tensor); break;
            case 4: SkipAs(SignatureKind.Sequence); break;
            case 5: SkipAs(SignatureKind.Map); break;
            case 7: SkipAs(SignatureKind.Opaque); break;
            case 8: StartTensor(SignatureKind.SparseTensor); break;
            case 9: SkipAs(SignatureKind.Optional); break;
            default: wire.Skip(); break;
        }
    });

    private void SkipAs(SignatureKind kind)
    {
        (Kind, ElementType, _dimensions) = (kind, 0, null);
        wire.Skip();
    }

    private void StartTensor(SignatureKind kind)
    {
        (Kind, ElementType, _dimensions) = (kind, 0, null);
        wire.Message(field =>
        {
            switch (field)
            {
                case 1: ElementType = unchecked((int)wire.Int64()); break;
                case 2: _dimensions ??= []; wire.Message(ShapeField); break;
                default: wire.Skip(); break;
            }
        });
    }

    private void ShapeField(int field)
    {
        if (field != 1)
        {
            wire.Skip();
            return;
        }

        wire.Keep();
        long? size = null;
        string? symbol = null;
        wire.Message(part =>
        {
            switch (part)
            {
                case 1: (size, symbol) = (wire.Int64(), null); break;
                case 2: (size, symbol) = (null, wire.Text()); break;
                default: wire.Skip(); break;
            }
        });
        var free = size is null or < 0;
        _dimensions?.Add(new SignatureDimension(free ? null : size, string.IsNullOrEmpty(symbol) ? null : symbol));
    }
}
