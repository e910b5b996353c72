#include "storage/database.h"

#include <gmock/gmock.h>
#include <rocksdb/db.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "storage/catalog_keys.h"
#include "storage/rocksdb_handles.h"
#include "tests/storage/fixtures.h"

namespace stator {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

std::string openingError(const std::string& directory) {
  try {
    Database database({.directory = directory});
  } catch (const DatabaseError& error) {
    return error.what();
  }
  return "";
}

void makeForeignDatabase(const std::string& directory, bool with_data, const std::string& family = "") {
  rocksdb::Options options;
  options.create_if_missing = true;
  rocksdb::DB* opened = nullptr;
  ASSERT_TRUE(rocksdb::DB::Open(options, directory, &opened).ok());
  const std::unique_ptr<rocksdb::DB> db(opened);
  if (with_data) {
    ASSERT_TRUE(db->Put({}, "key", "value").ok());
  }
  if (family.empty()) return;
  rocksdb::ColumnFamilyHandle* handle = nullptr;
  ASSERT_TRUE(db->CreateColumnFamily({}, family, &handle).ok());
  db->DestroyColumnFamilyHandle(handle);
}

void changeCatalog(const std::string& directory, const std::string& key, const std::string& value) {
  Database database({.directory = directory});
  rocksdb::WriteBatch batch;
  batch.Put(database.impl().catalog, key, value);
  database.impl().write(batch);
}

TEST(Database, InMemoryInstancesAreApart) {
  Database first({});
  Database second({});
  Catalog catalog(first);
  ASSERT_TRUE(catalog.create(makeTable()));
  EXPECT_TRUE(Catalog(second).all().empty());
}

TEST(Database, InMemoryWritesNoOptionsFiles) {
  Database database({});
  rocksdb::Env& env = *database.impl().memory_env;
  std::vector<std::string> names;
  ASSERT_TRUE(env.GetChildren("/stator", &names).ok());
  EXPECT_THAT(names, Contains("CURRENT"));
  EXPECT_THAT(names, Not(Contains(HasSubstr("OPTIONS"))));
}

TEST(Database, CreatesItsDirectory) {
  const TempDirectory temp;
  const std::string directory = temp.path() + "/a/b";
  Database database({.directory = directory});
  EXPECT_TRUE(std::filesystem::exists(directory + "/CURRENT"));
}

TEST(Database, LeavesNoLogFilesOfRocksDb) {
  const TempDirectory temp;
  { Database database({.directory = temp.path()}); }
  EXPECT_FALSE(std::filesystem::exists(temp.path() + "/LOG"));
}

TEST(Database, RefusesAFile) {
  const TempDirectory temp;
  const std::string path = temp.path() + "/file";
  std::ofstream(path) << "x";
  EXPECT_EQ(openingError(path), path + " is not a directory");
  EXPECT_THAT(openingError(path + "/below"), HasSubstr("cannot create the directory"));
}

TEST(Database, RefusesADirectoryThatItMayNotWrite) {
  if (geteuid() == 0) GTEST_SKIP() << "root may write everywhere";
  const TempDirectory temp;
  std::filesystem::permissions(temp.path(), std::filesystem::perms::owner_read | std::filesystem::perms::owner_exec);
  EXPECT_THAT(openingError(temp.path()), testing::AllOf(HasSubstr("is not writable"), HasSubstr("chown -R")));
  std::filesystem::permissions(temp.path(), std::filesystem::perms::owner_all);
}

TEST(Database, RefusesToBeOpenedTwice) {
  const TempDirectory temp;
  Database database({.directory = temp.path()});
  EXPECT_EQ(openingError(temp.path()), temp.path() + " is already open in this process");
}

TEST(Database, RefusesForeignDatabases) {
  for (const bool with_family : {false, true}) {
    const TempDirectory temp;
    makeForeignDatabase(temp.path(), !with_family, with_family ? "theirs" : "");
    EXPECT_THAT(openingError(temp.path()), HasSubstr("holds a RocksDB database that is not Stator's"));
    // Refused untouched.
    std::vector<std::string> families;
    ASSERT_TRUE(rocksdb::DB::ListColumnFamilies({}, temp.path(), &families).ok());
    EXPECT_THAT(families, Not(testing::Contains("catalog")));
  }
}

TEST(Database, RefusesAForeignCatalog) {
  const TempDirectory temp;
  {
    makeForeignDatabase(temp.path(), false, "catalog");
    rocksdb::DB* db = nullptr;
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    ASSERT_TRUE(rocksdb::DB::Open({}, temp.path(), {{"default", {}}, {"catalog", {}}}, &handles, &db).ok());
    ASSERT_TRUE(db->Put({}, handles[1], "somebody", "else").ok());
    for (auto* handle : handles) db->DestroyColumnFamilyHandle(handle);
    delete db;
  }
  EXPECT_THAT(openingError(temp.path()), HasSubstr("not Stator's"));
}

TEST(Database, ContinuesAFirstOpeningThatWasCutShort) {
  const TempDirectory empty;
  makeForeignDatabase(empty.path(), false);
  EXPECT_EQ(openingError(empty.path()), "");
  const TempDirectory half;
  makeForeignDatabase(half.path(), false, "catalog");
  EXPECT_EQ(openingError(half.path()), "");
  EXPECT_EQ(openingError(half.path()), "");
}

TEST(Database, RefusesANewerFormat) {
  const TempDirectory temp;
  changeCatalog(temp.path(), kFormatKey, encodeFormatRecord(kFormatVersion + 1));
  EXPECT_THAT(openingError(temp.path()),
              AllOf(HasSubstr("newer version of Stator"), HasSubstr("format " + std::to_string(kFormatVersion + 1)),
                    Not(HasSubstr("\n"))));
}

TEST(Database, RefusesUnknownFamiliesOfANewerVersion) {
  const TempDirectory temp;
  {
    Database database({.directory = temp.path()});
    rocksdb::ColumnFamilyHandle* handle = nullptr;
    ASSERT_TRUE(database.impl().db->CreateColumnFamily({}, "vectors", &handle).ok());
    database.impl().db->DestroyColumnFamilyHandle(handle);
  }
  EXPECT_THAT(openingError(temp.path()), AllOf(HasSubstr("newer version"), HasSubstr("vectors")));
}

TEST(Database, SaysThatItIsDamaged) {
  const TempDirectory temp;
  { Database database({.directory = temp.path()}); }
  std::ofstream(temp.path() + "/CURRENT") << "nonsense\n";
  EXPECT_THAT(openingError(temp.path()), AllOf(HasSubstr("is damaged"), Not(HasSubstr("\n"))));
}

TEST(Database, ReportsUnreadableTableRecords) {
  const TempDirectory temp;
  changeCatalog(temp.path(), tableKey("a", "b", "c"), "nonsense");
  Database database({.directory = temp.path()});
  EXPECT_THROW(Catalog catalog(database), DatabaseError);
}

TEST(Snapshot, SeesTheDatabaseAsItWas) {
  Database database({});
  ItemStore store(database);
  ItemLocks locks;
  const TableSchema table = makeTable();
  const std::string item = makeItem({{"pk", S("x")}, {"sk", N(1)}, {"v", N(1)}});
  const std::string key = encodeItemKey(table, ItemView(item));
  put(store, locks, table, item);
  const Snapshot snapshot(database);
  put(store, locks, table, makeItem({{"pk", S("x")}, {"sk", N(1)}, {"v", N(2)}}));
  write(store, locks, table, makeItem({{"pk", S("x")}, {"sk", N(2)}}), makeItem({{"pk", S("x")}, {"sk", N(2)}}));
  std::string read;
  ASSERT_TRUE(store.get(key, read, &snapshot));
  EXPECT_EQ(read, item);
  CursorOptions options;
  options.table = &table;
  options.snapshot = &snapshot;
  ItemCursor cursor(database, options);
  ASSERT_TRUE(cursor.next());
  EXPECT_EQ(cursor.item().bytes(), item);
  EXPECT_FALSE(cursor.next());
}

}  // namespace
}  // namespace stator
