using ModelCompression.Tasks.Signature;

namespace ModelCompression.Tasks.Accessor;

/// <summary>Everything that has a name in one accessor.</summary>
internal sealed class AccessorNames
{
    public AccessorNames(ModelSignature signature, AccessorOptions options)
    {
        Class = options.ClassName;
        Inputs = Named(signature.Inputs.Where(input => !input.HasDefault));
        Outputs = Named(signature.Outputs);
        Optional = [.. signature.Inputs.Where(input => input.HasDefault).Select(input => new AccessorTensor(input, ""))];
        IsTyped = Outputs.Count > 0 && Inputs.Concat(Outputs).All(tensor => tensor.IsTyped);
    }

    public string Class { get; }

    public string InputClass => Class + "Input";

    public string OutputClass => Class + "Output";

    /// <summary>The inputs a caller has to give.</summary>
    public IReadOnlyList<AccessorTensor> Inputs { get; }

    public IReadOnlyList<AccessorTensor> Outputs { get; }

    /// <summary>The inputs that have a default; they only appear in the documentation.</summary>
    public IReadOnlyList<AccessorTensor> Optional { get; }

    /// <summary>True when the accessor has a typed Run with its input and output classes.</summary>
    public bool IsTyped { get; }

    private List<AccessorTensor> Named(IEnumerable<SignatureValue> values)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal) { InputClass, OutputClass };
        return [.. values.Select(value => new AccessorTensor(value, Identifiers.ForMember(value.Name, taken)))];
    }
}
