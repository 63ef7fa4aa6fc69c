namespace ModelCompression.Data;

/// <summary>A data set whose samples may be recordings of many frames.</summary>
internal interface IFramedContent : IDatasetContent
{
    /// <summary>True when samples have frames.</summary>
    bool IsFramed { get; }

    /// <summary>Frames of a sample.</summary>
    int FramesOf(int index);
}
