[assembly: AssemblyFixture(typeof(Egide.Web.Tests.Served))]
