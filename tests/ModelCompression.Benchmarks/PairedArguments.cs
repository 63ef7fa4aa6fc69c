namespace ModelCompression.Benchmarks;

/// <summary>Arguments of <c>pair</c>.</summary>
/// <param name="Original">Path of the original model.</param>
/// <param name="Compressed">Path of the model compared with it.</param>
/// <param name="Data">File, folder or pattern with samples; null for a seeded random input.</param>
/// <param name="Preprocess">Preprocessing spec of the data, or null.</param>
internal sealed record PairedArguments(string Original, string Compressed, string? Data, string? Preprocess)
{
    public const string Usage = "pair ORIGINAL COMPRESSED [--data PATH [--preprocess SPEC]]";

    /// <summary>Null when the arguments are not those of <see cref="Usage"/>. Paths become absolute.</summary>
    public static PairedArguments? Parse(ReadOnlySpan<string> arguments)
    {
        if (arguments.Length is not (2 or 4 or 6))
        {
            return null;
        }

        string? data = null;
        string? preprocess = null;
        for (var i = 2; i < arguments.Length; i += 2)
        {
            switch (arguments[i])
            {
                case "--data" when data is null:
                    data = Path.GetFullPath(arguments[i + 1]);
                    break;
                case "--preprocess" when preprocess is null:
                    preprocess = Path.GetFullPath(arguments[i + 1]);
                    break;
                default:
                    return null;
            }
        }

        return data is null && preprocess is not null
            ? null
            : new PairedArguments(Path.GetFullPath(arguments[0]), Path.GetFullPath(arguments[1]), data, preprocess);
    }
}
