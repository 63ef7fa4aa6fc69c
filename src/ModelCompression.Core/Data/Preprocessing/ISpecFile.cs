namespace ModelCompression.Data.Preprocessing;

/// <summary>The file a spec was read from: the engine and the build's task report errors in their own ways.</summary>
internal interface ISpecFile
{
    /// <summary>Absolute folder that paths in the spec count from.</summary>
    string Folder { get; }

    /// <summary>The error to throw: MC2011 with the spec's name in front.</summary>
    Exception Error(string subject, string problem);
}
