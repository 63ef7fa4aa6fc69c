namespace ModelCompression.Compression.Locking;

/// <summary>What a build does with the lock file beside a model.</summary>
public enum LockMode
{
    /// <summary>Nothing.</summary>
    Off,

    /// <summary>The result must be the one the lock file records.</summary>
    Verify,

    /// <summary>An accepted result is recorded.</summary>
    Update,
}
