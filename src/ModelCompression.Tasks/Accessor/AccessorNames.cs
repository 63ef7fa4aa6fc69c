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
        Images = [.. Inputs.Where(input => options.Images.ContainsKey(input.Name)).Select(input => ImageOf(input, options)).Where(image => image.IsPossible)];
    }

    public string Class { get; }

    public string InputClass => Class + "Input";

    public string OutputClass => Class + "Output";

    /// <summary>The inputs a caller has to give.</summary>
    public IReadOnlyList<AccessorTensor> Inputs { get; }

    public IReadOnlyList<AccessorTensor> Outputs { get; }

    /// <summary>The inputs that the preprocessing spec makes of images.</summary>
    public IReadOnlyList<AccessorImage> Images { get; }

    /// <summary>The inputs that have a default; they only appear in the documentation.</summary>
    public IReadOnlyList<AccessorTensor> Optional { get; }

    /// <summary>True when the accessor has a typed Run with its input and output classes.</summary>
    public bool IsTyped { get; }

    private AccessorImage ImageOf(AccessorTensor input, AccessorOptions options)
    {
        var method = Inputs.Count == 1 ? "Preprocess" : "Preprocess" + input.Member;
        return new AccessorImage(input, options.Images[input.Name], method == Class ? method + "Image" : method, IsTyped && Inputs.Count == 1);
    }

    private List<AccessorTensor> Named(IEnumerable<SignatureValue> values)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal) { InputClass, OutputClass };
        return [.. values.Select(value => new AccessorTensor(value, Identifiers.ForMember(value.Name, taken)))];
    }
}
